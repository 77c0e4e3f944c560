# from: valid/complete.ttl
# Invented: the cluster is judged not to be open to everyone.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:assessment-availability ec:outcome ec:Met .
} ;

INSERT DATA {
  ex:assessment-availability ec:outcome ec:Unmet .
}
