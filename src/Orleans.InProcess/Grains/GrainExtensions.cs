using System.Globalization;
using Orleans.Runtime;

namespace Orleans;

/// <summary>What can be asked of a grain or a reference to one.</summary>
public static class GrainExtensions
{
    /// <summary>The id of a grain.</summary>
    /// <param name="grain">A grain or a reference to one.</param>
    /// <returns>The id.</returns>
    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        GrainReference reference => reference.GrainId,
        IGrainBase instance => instance.GrainContext.GrainId,
        null => throw new ArgumentNullException(nameof(grain)),
        _ => throw new ArgumentException($"{grain.GetType()} is neither a grain nor a reference.", nameof(grain)),
    };

    /// <summary>The key of a grain with a text key.</summary>
    /// <param name="grain">A grain or a reference to one.</param>
    /// <returns>The key.</returns>
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    /// <summary>The key of a grain with a number as key.</summary>
    /// <param name="grain">A grain or a reference to one.</param>
    /// <returns>The key.</returns>
    public static long GetPrimaryKeyLong(this IAddressable grain) =>
        long.Parse(grain.GetGrainId().Key.ToString(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Refers to a grain by one of its interfaces; this is how a grain passes itself on.</summary>
    /// <typeparam name="TGrainInterface">The interface.</typeparam>
    /// <param name="grain">A grain or a reference to one.</param>
    /// <returns>The reference.</returns>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain)
    {
        GrainReference reference = grain as GrainReference ?? ((IGrainBase)grain).GrainContext.GrainReference;
        return reference is TGrainInterface fitting
            ? fitting
            : (TGrainInterface)(object)reference.Interface.Silo.GrainFactory
                .Refer(typeof(TGrainInterface), reference.GrainId);
    }
}
