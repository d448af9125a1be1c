namespace Rag.Hosting.Orleans;

/// <summary>Which Orleans this build runs on.</summary>
public static class OrleansBuild
{
    /// <summary>The official Microsoft.Orleans packages.</summary>
    public const string Packages = "packages";

    /// <summary>The stand-in, one silo in one process.</summary>
    public const string InProcess = "inprocess";

    /// <summary><see cref="Packages"/> or <see cref="InProcess"/>.</summary>
#if ORLEANS_PACKAGES
    public const string Name = Packages;
#else
    public const string Name = InProcess;
#endif
}
