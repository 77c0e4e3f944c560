# from: valid/complete.ttl
# Invented: the college is a core beside the university, and the only form given is the focused one.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>
PREFIX org: <http://www.w3.org/ns/org#>

DELETE DATA {
  ex:complete ec:hasForm ecr:form-vertical .
  ex:membership-college org:role ec:FoundingMember .
} ;

INSERT DATA {
  ex:membership-college org:role ec:CoreInstitution .
}
