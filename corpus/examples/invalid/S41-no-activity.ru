# from: valid/complete.ttl
# Invented: the cluster works in a direction without an activity in it.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:complete ec:carriesOut ex:activity-textbook .
}
