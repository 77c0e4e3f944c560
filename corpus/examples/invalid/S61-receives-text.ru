# from: valid/complete.ttl
# Invented: what the college receives is only a piece of text.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:membership-college ec:receives ex:benefit-college .
} ;

INSERT DATA {
  ex:membership-college ec:receives "students"@en .
}
