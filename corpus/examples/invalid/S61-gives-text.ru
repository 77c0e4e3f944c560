# from: valid/complete.ttl
# Invented: what the college gives is only a piece of text.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:membership-college ec:gives ex:contribution-college .
} ;

INSERT DATA {
  ex:membership-college ec:gives "workshops"@en .
}
