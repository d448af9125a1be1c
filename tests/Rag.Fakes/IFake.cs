using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Rag.Fakes;

/// <summary>
/// One vendor's server. It computes its answers from what it was sent and never looks a recorded one up. Its state is
/// its own: two instances share nothing.
/// </summary>
public interface IFake
{
    /// <summary>Adds the vendor's authentication and routes; nothing outside of them is answered.</summary>
    void Build(WebApplication app);

    /// <summary>Writes an error in the vendor's own shape; the fault switches use it.</summary>
    Task WriteErrorAsync(HttpContext context, int status, string message);

    /// <summary>Writes the vendor's answer to a missing or wrong key, word for word.</summary>
    Task WriteUnauthorizedAsync(HttpContext context);
}
