# from: valid/complete.ttl
# Invented: an interest of the enterprise draws it away from the common purpose.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

INSERT DATA {
  ex:interest-enterprise ec:deviatesFrom ex:purpose .
}
