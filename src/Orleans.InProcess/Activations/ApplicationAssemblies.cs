using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Orleans.InProcess;

/// <summary>
/// Finds the application's grain classes, which need no registration: every assembly of the application that references
/// this one is looked through, whether it was loaded already or not.
/// </summary>
internal static class ApplicationAssemblies
{
    private static readonly Assembly Self = typeof(ApplicationAssemblies).Assembly;

    public static IEnumerable<Type> GrainClasses() => Find()
        .SelectMany(static assembly => assembly.GetTypes())
        .Where(static type => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
            && typeof(IGrainBase).IsAssignableFrom(type));

    private static HashSet<Assembly> Find()
    {
        var found = new HashSet<Assembly> { Self };
        found.UnionWith(AppDomain.CurrentDomain.GetAssemblies().Where(static assembly => !assembly.IsDynamic
            && assembly.GetReferencedAssemblies().Any(static name => name.Name == Self.GetName().Name)));
        foreach (string path in ApplicationFiles().Where(References))
            found.Add(Assembly.Load(AssemblyName.GetAssemblyName(path)));
        return found;
    }

    // The host lists every assembly the process may load; those of the framework live in another directory.
    private static IEnumerable<string> ApplicationFiles() =>
        (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Where(static path => path.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal));

    private static bool References(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        if (!file.HasMetadata)
            return false;

        MetadataReader metadata = file.GetMetadataReader();
        return metadata.AssemblyReferences.Any(reference =>
            metadata.StringComparer.Equals(metadata.GetAssemblyReference(reference).Name, Self.GetName().Name!));
    }
}
