# from: valid/complete.ttl
# Invented: the council works by its own rules alone.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:council ec:governedBy ex:agreement .
} ;

INSERT DATA {
  ex:council ec:governedBy ex:rules .
}
