using System.Text.Json.Serialization;

namespace Rag.Pipeline.Parsing.Isolation;

/// <summary>The frames' JSON, generated at build time so that a fresh child starts fast.</summary>
[JsonSerializable(typeof(ParserRequest))]
[JsonSerializable(typeof(ParserResponse))]
internal sealed partial class ParserJson : JsonSerializerContext;
