using System.Diagnostics.CodeAnalysis;
using Rag.Api.Errors;
using Rag.Api.OpenAI;

namespace Rag.Api.OpenApi;

/// <summary>What an endpoint says about itself in the OpenAPI document.</summary>
internal static class EndpointDescriptions
{
    private static readonly int[] Always = [500, 503];

    /// <summary>Its id, a title of a few words and a description of a few sentences (Markdown).</summary>
    public static RouteHandlerBuilder Describe(
        this RouteHandlerBuilder endpoint, string id, string summary, string description) =>
        endpoint.WithName(id).WithSummary(summary).WithDescription(description);

    /// <summary>The JSON body it takes.</summary>
    public static RouteHandlerBuilder Takes<TBody>(
        this RouteHandlerBuilder endpoint, [StringSyntax(StringSyntaxAttribute.Json)] string example)
        where TBody : notnull =>
        endpoint.WithMetadata(new BodyDescription(typeof(TBody), ["application/json"], example));

    /// <summary>The JSON or multipart body it takes.</summary>
    public static RouteHandlerBuilder TakesUpload<TBody>(
        this RouteHandlerBuilder endpoint, [StringSyntax(StringSyntaxAttribute.Json)] string example)
        where TBody : notnull =>
        endpoint.WithMetadata(new BodyDescription(typeof(TBody), ["multipart/form-data", "application/json"], example));

    /// <summary>A multipart body.</summary>
    public static RouteHandlerBuilder TakesFile(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new BodyDescription(null, ["multipart/form-data"], null));

    /// <summary>A parameter of the query string.</summary>
    public static RouteHandlerBuilder Query(this RouteHandlerBuilder endpoint, string name, string description) =>
        endpoint.WithMetadata(new ParameterDescription(name, description, IsHeader: false));

    /// <summary>A request header.</summary>
    public static RouteHandlerBuilder Header(this RouteHandlerBuilder endpoint, string name, string description) =>
        endpoint.WithMetadata(new ParameterDescription(name, description, IsHeader: true));

    /// <summary>The errors it may answer with, beside those of every endpoint.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (int status in (int[])[.. statuses, .. Always])
        {
            endpoint.Produces<ProblemBody>(status, Problem.ContentType);
        }

        return endpoint;
    }

    /// <summary>The same in OpenAI's shape.</summary>
    public static RouteHandlerBuilder FailsAsOpenAI(
        this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (int status in (int[])[.. statuses, .. Always]) endpoint.Produces<OpenAIErrorBody>(status);
        return endpoint;
    }

    /// <summary>It answers server-sent events.</summary>
    public static RouteHandlerBuilder Streams(this RouteHandlerBuilder endpoint) =>
        endpoint.Produces<string>(StatusCodes.Status200OK, "text/event-stream");
}
