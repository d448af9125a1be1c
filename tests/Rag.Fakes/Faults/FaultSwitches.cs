using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Rag.Fakes.Faults;

/// <summary>The faults that are switched on; safe for many requests at a time.</summary>
public sealed class FaultSwitches
{
    private readonly Lock _gate = new();
    private List<Fault> _faults = [];

    /// <summary>A copy of what is on, with the counts that are left.</summary>
    public IReadOnlyList<Fault> All
    {
        get
        {
            lock (_gate) return [.. _faults];
        }
    }

    /// <summary>Switches one more on.</summary>
    public void Add(Fault fault)
    {
        lock (_gate) _faults.Add(fault);
    }

    /// <summary>Switches exactly these on; none for a sound server.</summary>
    public void Set(params IEnumerable<Fault> faults)
    {
        lock (_gate) _faults = [.. faults];
    }

    /// <summary>Whether a fault of this kind is on for the request; counts it as happened.</summary>
    public bool TryTake(FaultKind kind, HttpRequest request, [NotNullWhen(true)] out Fault? fault)
    {
        string target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        lock (_gate)
        {
            int found = _faults.FindIndex(candidate => candidate.Kind == kind
                && target.Contains(candidate.Path, StringComparison.Ordinal)
                && (candidate.Method is null || candidate.Method == request.Method));
            fault = found < 0 ? null : _faults[found];
            if (fault?.Count is not { } count) return fault is not null;
            if (count > 1) _faults[found] = fault with { Count = count - 1 };
            else _faults.RemoveAt(found);
            return true;
        }
    }
}
