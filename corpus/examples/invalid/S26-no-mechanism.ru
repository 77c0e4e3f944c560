# from: valid/complete.ttl
# Invented: no mechanism brings the interests into line.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:complete ec:hasManagementMechanism ex:coordination-of-interests .
}
