# from: valid/complete.ttl
# Invented: the mechanism of interaction is only a piece of text.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:complete ec:hasInteractionMechanism ex:exchange .
} ;

INSERT DATA {
  ex:complete ec:hasInteractionMechanism "visits"@en .
}
