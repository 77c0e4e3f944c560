# from: valid/cluster-organisation.ttl
# Invented: all members are of one type

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>

DELETE { ?member ec:organisationKind ?kind }
INSERT { ?member ec:organisationKind ecr:actor-businesses }
WHERE { ?member ec:organisationKind ?kind }
