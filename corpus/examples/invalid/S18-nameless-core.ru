# from: valid/complete.ttl
# Invented: one of two cores does not say who it is; nor does an ordinary member.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>
PREFIX org: <http://www.w3.org/ns/org#>

DELETE DATA {
  ex:membership-university org:member ex:university .
  ex:membership-kindergarten org:member ex:kindergarten .
  ex:membership-institute org:role ec:OrdinaryMember .
} ;

INSERT DATA {
  ex:membership-institute org:role ec:CoreInstitution .
  ex:institute ec:organisationKind ecr:actor-university .
}
