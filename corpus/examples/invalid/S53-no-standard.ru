# from: valid/complete.ttl
# Invented: no quality standard is named.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:complete ec:hasQualityStandard ex:standard .
}
