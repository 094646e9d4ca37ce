"""Figures side by side: what each row aims at, has reached, and gives.

In: a `Study` and its `Comparison`. Out: grids, lines × rows, whose cells hold the figures and not their words. Example:
高新技术企业数量 × 临江区 holds a target of 150家 for 2025; 孵化器 × 临江区 two sums of one sentence.

targets: indicators · amounts: objects of support · supports: what the sentences of a document give · amount_objects:
what a sum is for.
"""
