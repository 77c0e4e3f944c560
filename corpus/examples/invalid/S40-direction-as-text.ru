# from: valid/complete.ttl
# Invented: a sixth direction is only a piece of text.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

INSERT DATA {
  ex:complete ec:worksIn "sports"@en .
}
