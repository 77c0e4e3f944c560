# from: valid/complete.ttl
# Invented: only a piece of text says that the common purpose takes account of the school.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:membership-school ec:consideredIn ex:purpose .
} ;

INSERT DATA {
  ex:membership-school ec:consideredIn "the purpose"@en .
}
