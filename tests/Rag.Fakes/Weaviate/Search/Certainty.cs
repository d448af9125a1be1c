namespace Rag.Fakes.Weaviate.Search;

/// <summary>The similarity from 0 to 1 that exists for the cosine only.</summary>
internal static class Certainty
{
    public static void Check(WeaviateClass owner)
    {
        if (owner.Definition.Distance == "cosine") return;
        throw WeaviateFailure.Of(
            422,
            "can't compute and return certainty when vector index is configured with " +
            $"{owner.Definition.Distance} distance");
    }

    public static double Of(float distance) => 1 - ((double)distance / 2);
}
