# from: valid/complete.ttl
# Invented: no mechanism of interaction is described.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:complete ec:hasInteractionMechanism ex:exchange .
}
