# from: valid/complete.ttl
# Invented: the creative team is only a piece of text.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:complete ec:hasTeam ex:team .
} ;

INSERT DATA {
  ex:complete ec:hasTeam "authors" .
}
