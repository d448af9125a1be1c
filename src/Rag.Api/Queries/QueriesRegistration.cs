using Rag.Api.Streaming;

namespace Rag.Api.Queries;

/// <summary>Registers what questions need.</summary>
internal static class QueriesRegistration
{
    /// <summary>Adds asking and streaming.</summary>
    public static IServiceCollection AddQueries(this IServiceCollection services) =>
        services.AddSingleton<AnswerStreaming>().AddSingleton<Asking>();
}
