# from: valid/complete.ttl
# Invented: an agreement is there, rules are not.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:complete ec:hasLegalBasis ex:rules .
}
