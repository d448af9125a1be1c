using Rag.Grains.Interfaces;

namespace Rag.Grains.Budgets;

/// <summary>What a piece of work may spend.</summary>
/// <param name="Tenant">Who pays.</param>
/// <param name="Operation">Names the reservation; <see langword="null"/> if nothing had to be reserved.</param>
internal sealed record SpendingAllowance(TenantId Tenant, Guid? Operation);
