using System.Text.Json.Serialization;

namespace Rag.Grains.Interfaces;

/// <summary>
/// The JSON of the HTTP contract: snake_case, RFC 3339 UTC times, nulls written. Generated at build time, so that no
/// request pays for reflection. Used through <see cref="ContractJsonOptions"/>.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DictionaryKeyPolicy = JsonKnownNamingPolicy.Unspecified,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(AnswerEvent))]
[JsonSerializable(typeof(ChunkPage))]
[JsonSerializable(typeof(CollectionInfo))]
[JsonSerializable(typeof(CollectionPatch))]
[JsonSerializable(typeof(CollectionRequest))]
[JsonSerializable(typeof(ConversationInfo))]
[JsonSerializable(typeof(DocumentInfo))]
[JsonSerializable(typeof(DocumentPage))]
[JsonSerializable(typeof(IReadOnlyList<Hit>))]
[JsonSerializable(typeof(IReadOnlyList<LimitState>))]
[JsonSerializable(typeof(IReadOnlyList<StoreInfo>))]
[JsonSerializable(typeof(ReindexInfo))]
[JsonSerializable(typeof(ReindexRequest))]
[JsonSerializable(typeof(SearchResult))]
[JsonSerializable(typeof(SuggestResult))]
public sealed partial class ContractJson : JsonSerializerContext;
