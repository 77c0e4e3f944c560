# from: valid/complete.ttl
# Invented: the practice in the workshop departs from the common purpose.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

INSERT DATA {
  ex:activity-workshops ec:deviatesFrom ex:purpose .
}
