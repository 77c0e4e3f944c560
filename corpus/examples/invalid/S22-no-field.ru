# from: valid/complete.ttl
# Invented: no field that the members settle jointly is named.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA {
  ex:complete ec:coordinatesField ecr:relfield-pricing , ecr:relfield-hr-management , ecr:relfield-investment-policy .
}
