using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Rag.Fakes.Qdrant;

/// <summary>A request, its path cut and decoded segment by segment.</summary>
internal sealed class QdrantRequest(HttpContext context, byte[] body, bool mayManage)
{
    private JsonElement? _json;

    public HttpRequest Http => context.Request;

    public string[] Segments { get; } =
    [
        .. context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0].Trim('/').Split('/')
            .Select(Uri.UnescapeDataString),
    ];

    public JsonElement Json => _json ??= Qdrant.Json.Parse(body);

    /// <summary>Whether the write is to be seen by reads before it is answered; not unless asked for.</summary>
    public bool Waits => Query("wait") switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw new Refusal(
            400, "Deserialize error in query parameters: provided string was not `true` or `false`"),
    };

    /// <summary>How long a waiting write may wait.</summary>
    public TimeSpan Timeout => TimeSpan.FromSeconds(int.Parse(Query("timeout") ?? "60", CultureInfo.InvariantCulture));

    public string? Query(string name) => context.Request.Query[name].FirstOrDefault();

    /// <exception cref="Refusal">403: the key only reads.</exception>
    public void MustManage()
    {
        if (!mayManage) throw new Refusal(403, "Forbidden: Global manage access is required");
    }

    /// <summary>Refuses query parameters that the server would not take.</summary>
    public void CheckQuery(bool isSearch)
    {
        _ = Waits;
        if (Query("ordering") is { } ordering && ordering is not ("weak" or "medium" or "strong"))
            throw Bad($"unknown variant `{ordering}`, expected one of `weak`, `medium`, `strong`");
        if (Query("consistency") is { } consistency && consistency is not ("majority" or "quorum" or "all")
            && !int.TryParse(consistency, out _))
        {
            throw Bad($"failed to deserialize read consistency query parameter value '{consistency}'");
        }

        if (Query("timeout") is not { } timeout) return;
        if (!ulong.TryParse(timeout, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seconds))
            throw Bad("invalid digit found in string");
        if (seconds > 0) return;
        throw isSearch
            ? Bad("invalid value: integer `0`, expected a nonzero u64")
            : new Refusal(
                422, "Validation error in query parameters: [timeout: value 0 invalid, must be 1 or larger]");
    }

    private static Refusal Bad(string what) => new(400, $"Deserialize error in query parameters: {what}");
}
