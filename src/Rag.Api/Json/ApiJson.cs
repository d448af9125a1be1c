using System.Text.Json.Serialization;
using Rag.Api.Aliases;
using Rag.Api.Collections;
using Rag.Api.Conversations;
using Rag.Api.Documents;
using Rag.Api.Errors;
using Rag.Api.Health;
using Rag.Api.Limits;
using Rag.Api.OpenAI;
using Rag.Api.Queries;
using Rag.Api.Search;
using Rag.Api.Stores;
using Rag.Api.Streaming;
using Rag.Api.Usage;
using Rag.Grains.Interfaces;

namespace Rag.Api.Json;

/// <summary>
/// JSON of the bodies that only the HTTP side knows, generated at build time; the rest is <see cref="ContractJson"/>'s.
/// Used through <see cref="JsonTypes"/>.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.Strict,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(AskBody))]
[JsonSerializable(typeof(BatchAnswer))]
[JsonSerializable(typeof(BatchBody))]
[JsonSerializable(typeof(ChatChunk))]
[JsonSerializable(typeof(ChatCompletion))]
[JsonSerializable(typeof(ChatCompletionBody))]
[JsonSerializable(typeof(CollectionBody))]
[JsonSerializable(typeof(CollectionList))]
[JsonSerializable(typeof(CollectionPatchBody))]
[JsonSerializable(typeof(ConversationList))]
[JsonSerializable(typeof(DeleteByFilterAnswer))]
[JsonSerializable(typeof(DeleteByFilterBody))]
[JsonSerializable(typeof(DocumentBody))]
[JsonSerializable(typeof(EmbeddingsAnswer))]
[JsonSerializable(typeof(EmbeddingsBody))]
[JsonSerializable(typeof(ErrorEvent))]
[JsonSerializable(typeof(HealthReport))]
[JsonSerializable(typeof(IngestAnswer))]
[JsonSerializable(typeof(IngestBody))]
[JsonSerializable(typeof(LimitsAnswer))]
[JsonSerializable(typeof(ModelEntry))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(OpenAIErrorBody))]
[JsonSerializable(typeof(PingAnswer))]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(QueryBody))]
[JsonSerializable(typeof(QueryState))]
[JsonSerializable(typeof(ReindexBody))]
[JsonSerializable(typeof(RetrievalAnswer))]
[JsonSerializable(typeof(RetrievalQueryBody))]
[JsonSerializable(typeof(SearchBody))]
[JsonSerializable(typeof(SourcesEvent))]
[JsonSerializable(typeof(StoreList))]
[JsonSerializable(typeof(UploadChunksAnswer))]
[JsonSerializable(typeof(UploadChunksBody))]
[JsonSerializable(typeof(UsageAnswer))]
internal sealed partial class ApiJson : JsonSerializerContext;
