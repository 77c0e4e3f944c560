# from: valid/complete.ttl
# Invented: the technology is only a piece of text.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:complete ec:hasTechnology ex:technology .
} ;

INSERT DATA {
  ex:complete ec:hasTechnology "video" .
}
