# from: valid/complete.ttl
# Invented: what the school is answerable for is only a piece of text.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:membership-school ec:hasResponsibility ex:responsibility-school .
} ;

INSERT DATA {
  ex:membership-school ec:hasResponsibility "lessons" .
}
