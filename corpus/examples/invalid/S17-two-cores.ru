# from: valid/complete.ttl
# Invented: the college is a core beside the university.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX org: <http://www.w3.org/ns/org#>

DELETE DATA {
  ex:membership-college org:role ec:FoundingMember .
} ;

INSERT DATA {
  ex:membership-college org:role ec:CoreInstitution .
}
