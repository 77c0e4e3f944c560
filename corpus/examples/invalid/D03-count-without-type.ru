# from: valid/complete.ttl
# Invented: a count that does not say so has no number

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

INSERT DATA {
  ex:complete ec:hasCount ex:count-schools .
  ex:count-schools ec:counts ecr:actor-school .
}
