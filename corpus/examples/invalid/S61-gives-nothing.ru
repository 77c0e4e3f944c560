# from: valid/complete.ttl
# Invented: the college gives nothing.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:membership-college ec:gives ex:contribution-college .
}
