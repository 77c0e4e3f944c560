# from: valid/school-complex.ttl
# Invented: there is no school besides the secondary school

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>
PREFIX org: <http://www.w3.org/ns/org#>

DELETE { ex:school-complex ec:hasMembership ?membership }
WHERE {
  ?membership org:member/ec:organisationKind ecr:actor-school
  FILTER (?membership != ex:membership-secondary-school)
}
