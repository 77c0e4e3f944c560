# from: valid/complete.ttl
# Invented: the strategy of the region is only a piece of text.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:complete ec:followsStrategy ex:strategy-region .
} ;

INSERT DATA {
  ex:complete ec:followsStrategy "strategy until 2030"@en .
}
