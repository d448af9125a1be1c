using System.Text.Json.Nodes;

namespace Rag.Fakes.Weaviate.Schema;

/// <summary>A class as the server describes it: with every default that was not given.</summary>
internal static class ClassText
{
    public static JsonObject Write(ClassDefinition definition)
    {
        var json = new JsonObject { ["class"] = definition.Name };
        if (definition.Description is not null) json["description"] = definition.Description;
        json["invertedIndexConfig"] = InvertedIndex(definition);
        json["multiTenancyConfig"] = new JsonObject
        {
            ["autoTenantActivation"] = definition.AutoTenantActivation,
            ["autoTenantCreation"] = definition.AutoTenantCreation,
            ["enabled"] = definition.IsMultiTenant,
        };
        json["properties"] = definition.Properties.Count == 0
            ? null
            : new JsonArray([.. definition.Properties.Select(property => property.ToJson())]);
        json["shardingConfig"] = Sharding(definition.IsMultiTenant);
        if (definition.VectorName is { } name)
        {
            json["vectorConfig"] = new JsonObject
            {
                [name] = new JsonObject
                {
                    ["vectorIndexConfig"] = VectorIndex(definition.Distance),
                    ["vectorIndexType"] = "hnsw",
                    ["vectorizer"] = new JsonObject { ["none"] = new JsonObject() },
                },
            };
        }
        else
        {
            json["vectorIndexConfig"] = VectorIndex(definition.Distance);
            json["vectorIndexType"] = "hnsw";
            json["vectorizer"] = "none";
        }

        json["replicationConfig"] = JsonNode.Parse(
            """{"deletionStrategy":"TimeBasedResolution","factor":1,"asyncEnabled":false}""");
        return json;
    }

    private static JsonObject InvertedIndex(ClassDefinition definition)
    {
        JsonObject json = JsonNode.Parse(
            """
            {"bm25":{"b":0.75,"k1":1.2},"cleanupIntervalSeconds":60,"usingBlockMaxWAND":true,
             "stopwords":{"additions":null,"preset":"en","removals":null}}
            """)!.AsObject();
        if (definition.IndexNullState) json["indexNullState"] = true;
        if (definition.IndexPropertyLength) json["indexPropertyLength"] = true;
        if (definition.IndexTimestamps) json["indexTimestamps"] = true;
        return json;
    }

    private static JsonObject Sharding(bool isMultiTenant)
    {
        int shards = isMultiTenant ? 0 : 1;
        return new JsonObject
        {
            ["virtualPerPhysical"] = 128 * shards,
            ["desiredCount"] = shards,
            ["actualCount"] = shards,
            ["desiredVirtualCount"] = 128 * shards,
            ["actualVirtualCount"] = 128 * shards,
            ["key"] = isMultiTenant ? "" : "_id",
            ["strategy"] = isMultiTenant ? "" : "hash",
            ["function"] = isMultiTenant ? "" : "murmur3",
        };
    }

    private static JsonObject VectorIndex(string distance)
    {
        JsonObject json = JsonNode.Parse(
            """
            {"skip":false,"cleanupIntervalSeconds":300,"maxConnections":32,"efConstruction":128,"ef":-1,
             "dynamicEfMin":100,"dynamicEfMax":500,"dynamicEfFactor":8,"vectorCacheMaxObjects":1000000000000,
             "flatSearchCutoff":40000,
             "pq":{"enabled":false,"bitCompression":false,"segments":0,"centroids":256,"trainingLimit":100000,
                   "encoder":{"type":"kmeans","distribution":"log-normal"}},
             "bq":{"enabled":false},"sq":{"enabled":false,"trainingLimit":100000,"rescoreLimit":20},
             "rq":{"enabled":false,"bits":8,"rescoreLimit":20},"filterStrategy":"acorn",
             "multivector":{"enabled":false,"aggregation":"maxSim",
                            "muvera":{"enabled":false,"ksim":4,"dprojections":16,"repetitions":10}},
             "skipDefaultQuantization":false,"trackDefaultQuantization":false}
            """)!.AsObject();
        json["distance"] = distance;
        return json;
    }
}
