# from: valid/complete.ttl
# Invented: the kindergarten is a part of the education department in law.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:membership-kindergarten ec:isLegallyIndependent true .
} ;

INSERT DATA {
  ex:membership-kindergarten ec:isLegallyIndependent false .
}
