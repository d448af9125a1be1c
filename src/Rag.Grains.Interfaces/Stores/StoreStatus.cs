namespace Rag.Grains.Interfaces;

/// <summary>The values of <see cref="StoreInfo.Status"/>.</summary>
public static class StoreStatus
{
    /// <summary>It can be used.</summary>
    public const string Ok = "ok";

    /// <summary>It cannot be used now; <see cref="StoreInfo.Error"/> says why.</summary>
    public const string Unavailable = "unavailable";
}
