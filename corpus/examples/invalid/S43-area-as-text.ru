# from: valid/complete.ttl
# Invented: the area of the project is only a piece of text.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA {
  ex:project ec:inProjectArea ecr:project-area-scientific-research .
} ;

INSERT DATA {
  ex:project ec:inProjectArea "research"@en .
}
