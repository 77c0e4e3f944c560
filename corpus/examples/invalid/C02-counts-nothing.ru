# from: valid/with-gaps.ttl
# Invented: a count that does not say what it counts

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX org: <http://www.w3.org/ns/org#>

DELETE DATA { ex:count ec:counts org:Membership }
