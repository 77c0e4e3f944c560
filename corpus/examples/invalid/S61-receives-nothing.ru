# from: valid/complete.ttl
# Invented: the college receives nothing.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:membership-college ec:receives ex:benefit-college .
}
