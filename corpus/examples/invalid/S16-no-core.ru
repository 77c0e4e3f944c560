# from: valid/complete.ttl
# Invented: the university is an ordinary member.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX org: <http://www.w3.org/ns/org#>

DELETE DATA {
  ex:membership-university org:role ec:CoreInstitution .
} ;

INSERT DATA {
  ex:membership-university org:role ec:OrdinaryMember .
}
