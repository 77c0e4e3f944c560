# from: valid/complete.ttl
# Invented: an assessment says in words what it judges

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA { ex:assessment-voice ec:assesses ecr:cond-com-4-voice-of-each-subject } ;

INSERT DATA { ex:assessment-voice ec:assesses "the voice of each"@en }
