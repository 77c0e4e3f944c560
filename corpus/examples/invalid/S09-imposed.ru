# from: valid/complete.ttl
# Invented: every tie was imposed from above.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE {
  ?tie ec:isImposed false .
}
INSERT {
  ?tie ec:isImposed true .
}
WHERE {
  ex:complete ec:hasTie ?tie .
}
