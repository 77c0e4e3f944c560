# from: valid/with-gaps.ttl
# Invented: a stage was judged on a day, but nothing says by whom

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA { ex:stage ec:judgedBy ec:Human }
