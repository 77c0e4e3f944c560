# from: valid/complete.ttl
# Invented: nothing says by what the council is governed.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:council ec:governedBy ex:agreement .
}
