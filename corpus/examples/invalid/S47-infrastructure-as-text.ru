# from: valid/complete.ttl
# Invented: the infrastructure is only a piece of text.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:complete ec:hasInfrastructure ex:laboratory .
} ;

INSERT DATA {
  ex:complete ec:hasInfrastructure "a laboratory"@en .
}
