# from: valid/complete.ttl
# Invented: nothing says what the school is answerable for.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:membership-school ec:hasResponsibility ex:responsibility-school .
}
