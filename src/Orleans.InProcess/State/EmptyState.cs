using System.Runtime.CompilerServices;

namespace Orleans.InProcess;

/// <summary>Makes the state of a grain that has no record yet.</summary>
internal static class EmptyState<TState>
{
    private static readonly Func<TState> Make = FindMaker();

    public static TState Create() => Make();

    private static Func<TState> FindMaker()
    {
        if (typeof(TState).IsValueType || typeof(TState).GetConstructor(Type.EmptyTypes) is not null)
            return static () => Activator.CreateInstance<TState>();
        if (typeof(TState) == typeof(string) || typeof(TState).IsArray || typeof(TState).IsAbstract)
            return static () => default!;

        // A record without a parameterless constructor: all members are empty.
        return static () => (TState)RuntimeHelpers.GetUninitializedObject(typeof(TState));
    }
}
