# from: valid/complete.ttl
# Invented: two principles rest on a condition of the cluster’s own; only natural interconnection has an open list.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA {
  ex:assessment-proximity ec:assesses ecr:cond-natural-1-geographic-proximity .
  ex:assessment-outreach ec:assesses ecr:cond-inh-1-outreach .
} ;

INSERT DATA {
  ex:assessment-proximity ec:assesses ex:condition-bus .
  ex:condition-bus a ec:Condition ; ec:isConditionOf ecr:principle-natural-interconnection .
  ex:assessment-outreach ec:assesses ex:condition-song .
  ex:condition-song a ec:Condition ; ec:isConditionOf ecr:principle-inheritance .
}
