using System.Collections.Immutable;

namespace Orleans.Semantics.Tests.Calls;

[GenerateSerializer, Immutable, Alias("semantics.answer")]
internal sealed record Answer(
    [property: Id(0)] string Text, [property: Id(1)] int Number, [property: Id(2)] ImmutableArray<string> Parts);
