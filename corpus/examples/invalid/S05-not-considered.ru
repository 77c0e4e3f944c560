# from: valid/complete.ttl
# Invented: the common purpose takes no account of the school.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:membership-school ec:consideredIn ex:purpose .
}
